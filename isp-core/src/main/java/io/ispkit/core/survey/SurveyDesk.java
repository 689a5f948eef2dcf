package io.ispkit.core.survey;

import io.ispkit.core.customer.CustomerId;
import io.ispkit.core.operation.Operation;
import io.ispkit.core.operation.Port;
import io.ispkit.core.outcome.Outcome;

/**
 * Tells whether a customer's place can be served. Reads only: there is nothing to plan and nothing
 * to undo, so this port has only its verb.
 */
public interface SurveyDesk extends Port {

  /**
   * The customer's latest completed survey, when it says that the place is serviceable. "Latest" is
   * by completion time, then by id.
   *
   * @return done with the survey; refused for good with code {@code no_survey} (none is completed)
   *     or {@code not_serviceable} (the latest completed one says so); refused with retry when the
   *     desk is away. Never unknown.
   */
  Outcome<SiteSurvey> qualify(CustomerId customer, Operation operation);
}
