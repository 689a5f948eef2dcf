package io.ispkit.genieacs.cpe;

/**
 * A reference to another object.
 *
 * @param name by which paths use it: <code>{name}</code>
 * @param path of the parameter that holds it
 */
record Link(String name, String path) {

  Link {
    Given.required(name, "name");
    Given.required(path, "path");
  }
}
