/** Steps, another system and a lane for tests of the engine. */
package io.ispkit.workflow.trial;
