-- One row a tenant: whatever is decided by looking first (the next free name, number, address) is decided while holding it.
create table if not exists tenant_lock (
  tenant_id varchar(63) not null,
  primary key (tenant_id)
);

create table if not exists customer (
  tenant_id varchar(63) not null,
  id varchar(64) not null,
  name varchar not null,
  email varchar not null,
  phone varchar,
  language varchar not null,
  address varchar not null,
  status varchar(16) not null,
  created_at timestamp(6) with time zone not null,
  updated_at timestamp(6) with time zone not null,
  primary key (tenant_id, id)
);
create index if not exists customer_email on customer (tenant_id, email);
