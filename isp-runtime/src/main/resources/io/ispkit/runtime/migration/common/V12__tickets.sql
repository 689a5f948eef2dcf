create table if not exists technician (
  tenant_id varchar(63) not null,
  id varchar(64) not null,
  name varchar not null,
  team varchar not null,
  active boolean not null,
  primary key (tenant_id, id)
);

create table if not exists ticket (
  tenant_id varchar(63) not null,
  id varchar(64) not null,
  ticket_number varchar(32) not null,
  customer_id varchar(64) not null,
  kind varchar(32) not null,
  subject varchar not null,
  team varchar not null,
  status varchar(16) not null,
  priority varchar(16) not null,
  technician_id varchar(64),
  created_at timestamp(6) with time zone not null,
  sla_due_at timestamp(6) with time zone not null,
  closed_at timestamp(6) with time zone,
  primary key (tenant_id, id),
  unique (tenant_id, ticket_number)
);
create index if not exists ticket_load on ticket (tenant_id, status, technician_id);
create index if not exists ticket_customer on ticket (tenant_id, customer_id);

create table if not exists ticket_history (
  tenant_id varchar(63) not null,
  ticket_id varchar(64) not null,
  entry_no integer not null,
  entered_at timestamp(6) with time zone not null,
  entry varchar(32) not null,
  detail varchar not null,
  operation_id varchar(120) not null,
  primary key (tenant_id, ticket_id, entry_no)
);

create table if not exists installation (
  tenant_id varchar(63) not null,
  id varchar(64) not null,
  operation_id varchar(120) not null,
  ticket_id varchar(64) not null,
  customer_id varchar(64) not null,
  service_id varchar(64) not null,
  address varchar not null,
  scheduled_at timestamp(6) with time zone not null,
  status varchar(16) not null,
  notes varchar,
  created_at timestamp(6) with time zone not null,
  completed_at timestamp(6) with time zone,
  primary key (tenant_id, id),
  unique (tenant_id, operation_id),
  unique (tenant_id, ticket_id)
);
