package io.ispkit.comms.template;

import com.github.mustachejava.Binding;
import com.github.mustachejava.Code;
import com.github.mustachejava.Iteration;
import com.github.mustachejava.TemplateContext;
import com.github.mustachejava.codes.ValueCode;
import com.github.mustachejava.reflect.BaseObjectHandler;
import com.github.mustachejava.util.Wrapper;
import java.io.Writer;
import java.math.BigDecimal;
import java.util.List;

/**
 * Finds names in maps only: no fields, no methods, no functions, so a template reaches nothing but
 * the context that it was given. Notes what a template wants to print and cannot.
 */
final class PlainDataHandler extends BaseObjectHandler {

  @Override
  public Wrapper find(String name, List<Object> scopes) {
    return now -> RenderScope.find(name, now);
  }

  @Override
  public Binding createBinding(String name, TemplateContext place, Code code) {
    boolean printed = code instanceof ValueCode;
    return scopes -> {
      Object value = RenderScope.find(name, scopes);
      if (value == null && printed) {
        RenderScope.of(scopes).lacks(name);
      }
      return value;
    };
  }

  @Override
  public Writer iterate(Iteration iteration, Writer writer, Object value, List<Object> scopes) {
    RenderScope root = RenderScope.of(scopes);
    return super.iterate(
        (out, element, inner) -> {
          root.step();
          return iteration.next(out, element, inner);
        },
        writer,
        value,
        scopes);
  }

  @Override
  public String stringify(Object value) {
    if (value instanceof BigDecimal number) {
      return number.toPlainString();
    }
    if (value instanceof Double || value instanceof Float) {
      double number = ((Number) value).doubleValue();
      return Double.isFinite(number)
          ? new BigDecimal(value.toString()).stripTrailingZeros().toPlainString()
          : value.toString();
    }
    return value.toString();
  }
}
