/** E-mail over SMTP. */
@NullMarked
package io.ispkit.comms.smtp;

import org.jspecify.annotations.NullMarked;
