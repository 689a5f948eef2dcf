package io.ispkit.radius.nas;

/** How a NAS is brought to apply a new plan to a session that is up. */
public enum PlanChange {

  /** By a CoA; a session whose NAS refuses it keeps the old plan until it ends. */
  COA,

  /** By a CoA, and by a Disconnect where the NAS says that it cannot. */
  COA_ELSE_DISCONNECT,

  /** By a Disconnect: the user comes back with the new plan. */
  DISCONNECT,

  /** Not at all: the NAS cannot be reached, or takes neither. */
  NEXT_LOGIN
}
