-- What the file says of a person becomes a tag. A tag that is missing is created; a person who is missing is not: that row is told.
insert into ContactTagsByEmail@ac (email, tag)
select email, interest
from   interests@shop
