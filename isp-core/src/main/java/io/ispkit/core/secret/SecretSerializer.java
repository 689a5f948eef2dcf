package io.ispkit.core.secret;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;

/** Writes the mask in place of a secret, so that no object mapper of a host can leak one. */
final class SecretSerializer extends StdSerializer<Secret> {

  private static final long serialVersionUID = 1L;

  SecretSerializer() {
    super(Secret.class);
  }

  @Override
  public void serialize(Secret secret, JsonGenerator out, SerializerProvider provider)
      throws IOException {
    out.writeString(Secret.MASK);
  }

  @Override
  public void serializeWithType(
      Secret secret, JsonGenerator out, SerializerProvider provider, TypeSerializer type)
      throws IOException {
    out.writeString(Secret.MASK);
  }
}
