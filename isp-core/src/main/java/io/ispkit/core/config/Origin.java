package io.ispkit.core.config;

import java.nio.file.Path;

/**
 * Where a value stands.
 *
 * @param text for people: {@code isp.yaml:12}, {@code environment ISP_DATABASE__URL}
 * @param folder what relative file references start from
 * @param expands whether references in the value are replaced
 */
record Origin(String text, Path folder, boolean expands) {}
