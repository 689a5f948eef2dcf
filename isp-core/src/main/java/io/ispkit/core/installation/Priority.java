package io.ispkit.core.installation;

/** Urgency of a ticket; decides its service level. */
public enum Priority {
  LOW,
  NORMAL,
  HIGH,
  URGENT
}
