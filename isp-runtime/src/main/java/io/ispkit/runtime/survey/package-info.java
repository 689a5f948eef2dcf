/** Leads and site surveys. */
@NullMarked
package io.ispkit.runtime.survey;

import org.jspecify.annotations.NullMarked;
