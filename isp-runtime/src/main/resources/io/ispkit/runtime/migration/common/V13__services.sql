create table if not exists bandwidth_plan (
  tenant_id varchar(63) not null,
  code varchar(64) not null,
  download_bps bigint not null,
  upload_bps bigint not null,
  vlan integer,
  price decimal(19, 4) not null,
  currency varchar(3) not null,
  created_at timestamp(6) with time zone not null,
  updated_at timestamp(6) with time zone not null,
  primary key (tenant_id, code)
);

create table if not exists service (
  tenant_id varchar(63) not null,
  id varchar(64) not null,
  operation_id varchar(120) not null,
  customer_id varchar(64) not null,
  plan_code varchar(64) not null,
  location varchar not null,
  location_key varchar not null,
  email varchar not null,
  device_serial varchar(64) not null,
  username varchar(64) not null,
  dns_name varchar(253),
  vlan integer,
  status varchar(16) not null,
  subscription_id varchar(64) not null,
  subscription_adopted boolean not null,
  address varchar(45),
  subnet varchar(49),
  gateway varchar(45),
  address_method varchar(16),
  address_external_id varchar,
  activated_at timestamp(6) with time zone,
  subscription_activated boolean not null,
  billing_started_at timestamp(6) with time zone,
  metadata varchar not null,
  created_at timestamp(6) with time zone not null,
  updated_at timestamp(6) with time zone not null,
  primary key (tenant_id, id),
  unique (tenant_id, operation_id)
);
create index if not exists service_customer on service (tenant_id, customer_id);
create index if not exists service_device on service (tenant_id, device_serial);

-- User names and DNS names that are in use. Apart from the services, so that a cancelled service keeps its name for
-- the record while the name is free again.
create table if not exists service_name (
  tenant_id varchar(63) not null,
  kind varchar(16) not null,
  name varchar(253) not null,
  stem varchar(253) not null,
  stem_no integer not null,
  service_id varchar(64) not null,
  primary key (tenant_id, kind, name)
);
create index if not exists service_name_stem on service_name (tenant_id, kind, stem, stem_no);
create index if not exists service_name_service on service_name (tenant_id, service_id);

create table if not exists subscription (
  tenant_id varchar(63) not null,
  id varchar(64) not null,
  customer_id varchar(64) not null,
  plan_code varchar(64) not null,
  service_id varchar(64),
  state varchar(16) not null,
  created_at timestamp(6) with time zone not null,
  activated_at timestamp(6) with time zone,
  updated_at timestamp(6) with time zone not null,
  primary key (tenant_id, id)
);
create index if not exists subscription_customer on subscription (tenant_id, customer_id, plan_code);
create index if not exists subscription_service on subscription (tenant_id, service_id);

create table if not exists billing_period (
  tenant_id varchar(63) not null,
  service_id varchar(64) not null,
  period_no integer not null,
  plan_code varchar(64) not null,
  price decimal(19, 4) not null,
  currency varchar(3) not null,
  started_at timestamp(6) with time zone not null,
  primary key (tenant_id, service_id, period_no)
);

-- What stood there before an activation; its undo puts it back.
create table if not exists activation (
  tenant_id varchar(63) not null,
  operation_id varchar(120) not null,
  service_id varchar(64) not null,
  installation_id varchar(64) not null,
  image_version integer not null,
  image_before varchar not null,
  activated_at timestamp(6) with time zone not null,
  primary key (tenant_id, operation_id),
  unique (tenant_id, service_id)
);
