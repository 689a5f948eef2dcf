/**
 * The Internet message form (RFC 5322, MIME) of a message, for every provider that hands over whole
 * e-mails. Needs no mail library.
 */
@NullMarked
package io.ispkit.comms.api.mail;

import org.jspecify.annotations.NullMarked;
