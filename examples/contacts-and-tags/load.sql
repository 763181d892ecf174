create or replace table customers@inmemorystorage as
select   email, any_value(first_name) as first_name, any_value(last_name) as last_name, sum(amount) as amount
from     orders@shop
group by email
;
-- Contacts that are missing are created, the others get what differs.
insert into contacts@ac (email, firstName, lastName)
select email, first_name, last_name
from   customers@inmemorystorage
;
insert into ContactTagsByEmail@ac (email, tag)
select email, case when amount >= 100 then 'Good customer' else 'Customer' end
from   customers@inmemorystorage
