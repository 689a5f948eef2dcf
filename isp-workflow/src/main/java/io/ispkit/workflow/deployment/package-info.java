/**
 * From a customer's order to a service that works: the workflow {@code isp_ticket_to_deployment}.
 */
@NullMarked
package io.ispkit.workflow.deployment;

import org.jspecify.annotations.NullMarked;
