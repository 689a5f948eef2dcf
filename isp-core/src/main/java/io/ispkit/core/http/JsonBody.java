package io.ispkit.core.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.util.Locale;

/** Reads the body of an answer as JSON, if it says it is and really is. */
final class JsonBody {

  private static final ObjectReader READER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(100).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build()
          .readerFor(JsonNode.class);

  private JsonBody() {}

  static JsonNode read(HttpHeaders headers, byte[] body) {
    if (body.length == 0 || !isJson(headers.firstValue("content-type").orElse(""))) {
      return MissingNode.getInstance();
    }
    try {
      return READER.readValue(body);
    } catch (IOException notJson) {
      // Told to the caller by the missing node; the parser's message would quote the body.
      return MissingNode.getInstance();
    }
  }

  private static boolean isJson(String contentType) {
    String type = contentType.toLowerCase(Locale.ROOT);
    return type.startsWith("application/json") || type.contains("+json");
  }
}
