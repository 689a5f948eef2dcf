package io.ispkit.radius.profile.internal;

import io.ispkit.core.config.OptionSpec;
import io.ispkit.core.config.Options;
import io.ispkit.radius.profile.ConfigurableRenderer;
import io.ispkit.radius.profile.PolicyNames;
import io.ispkit.radius.profile.ProfileRenderer;
import io.ispkit.radius.profile.Rendering;
import io.ispkit.radius.profile.RenderingDraft;
import io.ispkit.radius.profile.SpeedProfile;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Cisco (vendor 9): names of policies that the router has, since there is no portable number. The
 * policy holds all of the plan, so rates, burst and priority of the profile are not told. The
 * option {@code form} chooses the attributes: {@code sub_qos_policy} is {@code Cisco-AVPair} (1)
 * with {@code ip:sub-qos-policy-in=} (upload) and {@code -out=} (download); {@code service_policy}
 * is the older {@code lcp:interface-config=service-policy}, which makes the router build a full
 * interface for each subscriber; {@code policy} is {@code Cisco-Policy-Up} (37) and {@code -Down}
 * (38); {@code sub_qos_pol} is {@code Cisco-Sub-QoS-Pol-In} (55) and {@code -Out} (56). Which of
 * them a router takes depends on its software. Source: Cisco, broadband access aggregation guides.
 */
public final class CiscoRenderer implements ConfigurableRenderer {

  private static final String PAIR = "Cisco-AVPair";

  /** A blank would end the name on the router's command line. */
  private static final Pattern NAME = Pattern.compile("[!-~]+");

  private enum Form {
    SUB_QOS_POLICY,
    SERVICE_POLICY,
    POLICY,
    SUB_QOS_POL
  }

  private final Form form;

  /** Called by {@code ServiceLoader}. */
  public CiscoRenderer() {
    this(Form.SUB_QOS_POLICY);
  }

  private CiscoRenderer(Form form) {
    this.form = form;
  }

  @Override
  public String id() {
    return "cisco";
  }

  @Override
  public String vendor() {
    return "Cisco";
  }

  @Override
  public OptionSpec options() {
    return OptionSpec.builder()
        .choice(
            "form",
            Drafts.name(Form.SUB_QOS_POLICY),
            Drafts.all(Form.values()),
            "Which attributes name the policies.")
        .build();
  }

  @Override
  public ProfileRenderer with(Options options) {
    return new CiscoRenderer(Drafts.choice(Form.class, options, "form"));
  }

  @Override
  public Rendering render(SpeedProfile profile) {
    RenderingDraft draft = Drafts.empty();
    Optional<PolicyNames> names = Drafts.names(profile, draft);
    if (names.isEmpty()) {
      return draft.finish();
    }
    String in = checked("policies.upload", names.get().upload(), draft);
    String out = checked("policies.download", names.get().download(), draft);
    return switch (form) {
      case SUB_QOS_POLICY ->
          draft
              .add(PAIR, "ip:sub-qos-policy-in=" + in)
              .add(PAIR, "ip:sub-qos-policy-out=" + out)
              .finish();
      case SERVICE_POLICY ->
          draft
              .add(PAIR, "lcp:interface-config=service-policy input " + in)
              .add(PAIR, "lcp:interface-config=service-policy output " + out)
              .finish();
      case POLICY -> draft.set("Cisco-Policy-Up", in).set("Cisco-Policy-Down", out).finish();
      case SUB_QOS_POL ->
          draft.set("Cisco-Sub-QoS-Pol-In", in).set("Cisco-Sub-QoS-Pol-Out", out).finish();
    };
  }

  private static String checked(String place, String name, RenderingDraft draft) {
    if (!NAME.matcher(name).matches()) {
      draft.fault(place, name, "printable ASCII without blanks");
    }
    return name;
  }
}
