package io.ispkit.workflow.internal.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.ispkit.core.change.Change;
import io.ispkit.core.error.PermanentException;
import io.ispkit.core.secret.Secret;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The JSON in the engine's tables. */
public final class Json {

  private static final JsonMapper PLAIN = mapper(false);
  private static final ObjectWriter CHANGES_OUT =
      PLAIN.writerFor(new TypeReference<List<Change>>() {});
  private static final ObjectReader CHANGES_IN =
      PLAIN.readerFor(new TypeReference<List<Change>>() {});
  private static final ObjectWriter DATA_OUT =
      PLAIN.writerFor(new TypeReference<Map<String, Object>>() {});
  private static final ObjectReader DATA_IN =
      PLAIN.readerFor(new TypeReference<Map<String, Object>>() {});

  private Json() {}

  public static JsonMapper mapper(boolean revealing) {
    return JsonMapper.builder()
        .addModule(new JavaTimeModule())
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
        .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .addMixIn(Secret.class, revealing ? Revealed.class : Forbidden.class)
        .build();
  }

  public static String changes(List<Change> changes) {
    return write(CHANGES_OUT, changes);
  }

  public static List<Change> changes(String json) {
    try {
      return CHANGES_IN.readValue(json);
    } catch (JsonProcessingException e) {
      throw unreadable(e);
    }
  }

  public static String data(Map<String, Object> data) {
    return write(DATA_OUT, data);
  }

  public static Map<String, Object> data(String json) {
    try {
      return DATA_IN.readValue(json);
    } catch (JsonProcessingException e) {
      throw unreadable(e);
    }
  }

  /** What went wrong and where, without any value. */
  public static String describe(JsonProcessingException e) {
    if (e.getCause() instanceof PermanentException own) {
      return String.valueOf(own.getMessage());
    }
    if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
      return mapping.getPath().stream()
          .map(r -> r.getFieldName() == null ? "[" + r.getIndex() + "]" : r.getFieldName())
          .collect(Collectors.joining(".", "at ", " (" + e.getClass().getSimpleName() + ")"));
    }
    return e.getClass().getSimpleName();
  }

  private static String write(ObjectWriter writer, Object value) {
    try {
      return writer.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new PermanentException("cannot be written as JSON: " + describe(e));
    }
  }

  private static PermanentException unreadable(JsonProcessingException e) {
    return new PermanentException("stored JSON cannot be read: " + describe(e));
  }

  @JsonSerialize(using = RevealingSerializer.class)
  @JsonDeserialize(using = SecretDeserializer.class)
  private interface Revealed {}

  @JsonSerialize(using = RefusingSerializer.class)
  @JsonDeserialize(using = SecretDeserializer.class)
  private interface Forbidden {}

  private static final class RevealingSerializer extends JsonSerializer<Secret> {
    @Override
    public void serialize(Secret secret, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeString(secret.reveal());
    }
  }

  private static final class RefusingSerializer extends JsonSerializer<Secret> {
    @Override
    public void serialize(Secret secret, JsonGenerator out, SerializerProvider provider) {
      throw new PermanentException(
          "a workflow's state holds a secret: define it with StateCodec.revealing");
    }
  }

  private static final class SecretDeserializer extends JsonDeserializer<Secret> {
    @Override
    public Secret deserialize(JsonParser in, DeserializationContext context) throws IOException {
      return Secret.of(in.getValueAsString());
    }
  }
}
