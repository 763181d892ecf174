-- Whoever works for a customer, as Salesforce knows it tonight. Who wants no mail there is left out.
create table customers@inmemorystorage as
select lower(Email) as email
,      FirstName as "firstName"
,      LastName as "lastName"
,      Phone as phone
,      Birthdate as GEBOORTEDATUM
,      "Account.Customer_Number__c" as KLANTNUMMER
,      "Account.Name" as account
from   Contact@sf
where  "Account.Type" = 'Customer - Direct'
and    Email is not null
and    not HasOptedOutOfEmail;

-- Their names, fields and account. What ActiveCampaign has already is not sent; what Salesforce does not know is left as it is.
synchronize customers@inmemorystorage to ContactsWithFields@ac
with insert or update
ignore nulls on values
identified by email;

-- All of them on the list of customers. Who has left it stays away: that row is there already, and no update is named.
synchronize (select email, 'Klanten' as list, 'active' as status from customers@inmemorystorage) to ContactListsByEmail@ac
with insert
identified by email, list;
