package io.ispkit.genieacs.cpe;

/**
 * Something that a device measures.
 *
 * @param path pattern; {@code *} is the lowest instance number found
 * @param scale by which the device's number is multiplied
 * @param unit of the product, such as {@code dBm}
 */
public record Measure(String path, double scale, String unit) {

  public Measure {
    Given.required(path, "path");
    Given.required(unit, "unit");
    if (scale == 0 || !Double.isFinite(scale)) {
      throw new IllegalArgumentException(path + ": expected a scale other than 0");
    }
  }
}
