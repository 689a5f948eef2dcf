package io.ispkit.runtime.internal;

/** The version of this jar. */
public final class Version {

  private Version() {}

  /** As the jar's manifest says; {@code development} when the classes are in a folder. */
  public static String current() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
