package io.ispkit.workflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ispkit.core.error.PermanentException;
import io.ispkit.workflow.internal.json.Json;

/** States as JSON by Jackson; reader and writer are made once. */
final class JsonCodec<S> implements StateCodec<S> {

  private final Class<S> type;
  private final ObjectReader reader;
  private final ObjectWriter writer;

  JsonCodec(Class<S> type, boolean revealing) {
    this.type = type;
    JsonMapper mapper = Json.mapper(revealing);
    this.reader = mapper.readerFor(type);
    this.writer = mapper.writerFor(type);
  }

  @Override
  public Class<S> type() {
    return type;
  }

  @Override
  public String write(S state) {
    try {
      return writer.writeValueAsString(state);
    } catch (JsonProcessingException e) {
      // Jackson's own message may quote values
      throw new PermanentException(
          "state " + type.getName() + " cannot be written: " + Json.describe(e));
    }
  }

  @Override
  public S read(int format, String json) {
    if (format != format()) {
      throw new PermanentException(
          "state " + type.getName() + " has the form " + format + ", expected " + format());
    }
    try {
      return reader.readValue(json);
    } catch (JsonProcessingException e) {
      throw new PermanentException(
          "state " + type.getName() + " cannot be read: " + Json.describe(e));
    }
  }
}
