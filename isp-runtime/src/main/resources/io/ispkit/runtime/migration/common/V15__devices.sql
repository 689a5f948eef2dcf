-- Desired configurations of customers' devices. desired holds passwords: it is read by device managers only.
create table if not exists device_configuration (
  tenant_id varchar(63) not null,
  operation_id varchar(120) not null,
  serial varchar(64) not null,
  service_id varchar(64) not null,
  form_version integer not null,
  desired varchar not null,
  report varchar not null,
  memo varchar not null,
  status varchar(16) not null,
  kept_at timestamp(6) with time zone not null,
  tried_at timestamp(6) with time zone not null,
  try_no bigint not null,
  primary key (tenant_id, operation_id)
);
create index if not exists device_configuration_serial on device_configuration (tenant_id, serial);
create index if not exists device_configuration_due on device_configuration (tenant_id, status, tried_at);
