package io.ispkit.core.event;

/**
 * The types of the events that ISP Kit publishes by itself. Hosts and plugins may publish their
 * own.
 */
public final class EventTypes {

  public static final String CUSTOMER_CREATED = "customer.created";
  public static final String CUSTOMER_UPDATED = "customer.updated";
  public static final String SUBSCRIPTION_STATE_CHANGED = "customer.subscription_state.changed";
  public static final String SURVEY_COMPLETED = "survey.completed";
  public static final String SERVICE_OPENED = "service.opened";
  public static final String SERVICE_ACTIVATED = "service.activated";
  public static final String SERVICE_DEACTIVATED = "service.deactivated";
  public static final String SERVICE_CANCELLED = "service.cancelled";
  public static final String TICKET_CREATED = "ticket.created";
  public static final String TICKET_CANCELLED = "ticket.cancelled";
  public static final String INSTALLATION_COMPLETED = "installation.completed";
  public static final String WORKFLOW_FINISHED = "workflow.finished";

  private EventTypes() {}
}
