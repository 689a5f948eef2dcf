package io.ispkit.testkit.genieacs;

/**
 * Something for which a device leaves the ACS for a while.
 *
 * @param taskId the task that asked for it
 * @param file of a download, else empty
 * @param version of a download's file, else empty
 */
record CpeWork(Kind kind, String taskId, String file, String version) {

  enum Kind {
    REBOOT,
    FACTORY_RESET,
    DOWNLOAD
  }
}
