package io.ispkit.genieacs;

/**
 * A file that GenieACS keeps for devices.
 *
 * @param name 1 to 128 of [A-Za-z0-9_.+-]
 * @param type such as {@link #FIRMWARE}
 * @param oui of the devices that it is for, or empty
 * @param productClass of the devices that it is for, or empty
 * @param version of what it holds, or empty
 */
public record AcsFile(String name, String type, String oui, String productClass, String version) {

  /** TR-069 amendment 6, Download: FileType. */
  public static final String FIRMWARE = "1 Firmware Upgrade Image";

  public AcsFile {
    Names.file(name);
  }

  /** Firmware for one kind of device. */
  public static AcsFile firmware(String name, String oui, String productClass, String version) {
    return new AcsFile(name, FIRMWARE, oui, productClass, version);
  }
}
