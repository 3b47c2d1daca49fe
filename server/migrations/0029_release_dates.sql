-- The day on which the supplier brought out the release, as it says itself. Of what was certified
-- before it was asked, the day of the certificate: it was out by then.
alter table conformance_certificate add column released_on date;
update conformance_certificate set released_on = issued_on;
alter table conformance_certificate alter column released_on set not null;
