-- What another system holds is looked up by the name or the address that it knows.
create index if not exists service_username on service (tenant_id, username);
create index if not exists service_address on service (tenant_id, address);
