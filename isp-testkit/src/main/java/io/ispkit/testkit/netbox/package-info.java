/** A NetBox on loopback: the part of its REST interface that hands out IP addresses. */
@NullMarked
package io.ispkit.testkit.netbox;

import org.jspecify.annotations.NullMarked;
