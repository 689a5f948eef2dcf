create table if not exists lead (
  tenant_id varchar(63) not null,
  id varchar(64) not null,
  name varchar not null,
  email varchar,
  phone varchar,
  address varchar not null,
  status varchar(16) not null,
  notes varchar,
  customer_id varchar(64),
  created_at timestamp(6) with time zone not null,
  updated_at timestamp(6) with time zone not null,
  primary key (tenant_id, id)
);

create table if not exists survey (
  tenant_id varchar(63) not null,
  id varchar(64) not null,
  customer_id varchar(64) not null,
  status varchar(16) not null,
  serviceability varchar(16),
  scheduled_at timestamp(6) with time zone,
  completed_at timestamp(6) with time zone,
  findings varchar not null,
  notes varchar,
  created_at timestamp(6) with time zone not null,
  updated_at timestamp(6) with time zone not null,
  primary key (tenant_id, id)
);
create index if not exists survey_customer on survey (tenant_id, customer_id, completed_at);
