package io.ispkit.netbox;

/** An object of NetBox that may carry our mark. */
interface Marked {

  long id();

  /** What our custom field holds, or empty. */
  String operation();

  /** For If-Match, or empty. */
  String etag();

  /** As people write it, with its id. */
  String target();
}
