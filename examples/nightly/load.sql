-- The tags of last night's export. What is already there is not sent, so that a night that failed is made up for by the next.
insert into ContactTagsByEmail@ac (email, tag)
select email, tag
from   customers@shop
