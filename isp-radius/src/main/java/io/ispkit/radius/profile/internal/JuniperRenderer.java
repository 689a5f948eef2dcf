package io.ispkit.radius.profile.internal;

import io.ispkit.core.config.OptionSpec;
import io.ispkit.core.config.Options;
import io.ispkit.radius.profile.ConfigurableRenderer;
import io.ispkit.radius.profile.PolicyNames;
import io.ispkit.radius.profile.ProfileRenderer;
import io.ispkit.radius.profile.Rendering;
import io.ispkit.radius.profile.RenderingDraft;
import io.ispkit.radius.profile.SpeedProfile;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Juniper MX and E-series (vendor 4874; the attributes of vendor 2636 hold no rates): names that
 * the router has. The policy holds all of the plan, so rates, burst and priority of the profile are
 * not told. The option {@code form} chooses the attributes: {@code service} is {@code
 * ERX-Service-Activate} (65), a tagged string such as {@code svc-20m-100m(args)}, one for both
 * directions or one for each (tag 1 the download, tag 2 the upload); {@code policy} is {@code
 * ERX-Ingress-Policy-Name} (10) for the upload and {@code ERX-Egress-Policy-Name} (11) for the
 * download; {@code policy_dual} adds the same two for IPv6 (106, 107); {@code qos_profile} is
 * {@code ERX-Qos-Profile-Name} (26) for both directions. Source: Juniper, Junos subscriber
 * management, RADIUS attributes.
 */
public final class JuniperRenderer implements ConfigurableRenderer {

  private static final String ACTIVATE = "ERX-Service-Activate";
  private static final String DEACTIVATE = "ERX-Service-Deactivate";

  private enum Form {
    SERVICE,
    POLICY,
    POLICY_DUAL,
    QOS_PROFILE
  }

  private final Form form;

  /** Called by {@code ServiceLoader}. */
  public JuniperRenderer() {
    this(Form.SERVICE);
  }

  private JuniperRenderer(Form form) {
    this.form = form;
  }

  @Override
  public String id() {
    return "juniper";
  }

  @Override
  public String vendor() {
    return "Juniper";
  }

  @Override
  public OptionSpec options() {
    return OptionSpec.builder()
        .choice(
            "form",
            Drafts.name(Form.SERVICE),
            Drafts.all(Form.values()),
            "Which attributes name the services or policies.")
        .build();
  }

  @Override
  public ProfileRenderer with(Options options) {
    return new JuniperRenderer(Drafts.choice(Form.class, options, "form"));
  }

  @Override
  public Rendering render(SpeedProfile profile) {
    RenderingDraft draft = Drafts.empty();
    if (form == Form.QOS_PROFILE) {
      Drafts.oneName(profile, draft).ifPresent(name -> draft.set("ERX-Qos-Profile-Name", name));
      return draft.finish();
    }
    Optional<PolicyNames> names = Drafts.names(profile, draft);
    names.ifPresent(
        both -> {
          if (form == Form.SERVICE) {
            services(both, draft);
          } else {
            policies(both, draft);
          }
        });
    return draft.finish();
  }

  /**
   * Services stand beside each other, so those that go are named by {@code ERX-Service-Deactivate}
   * (66) with the whole text that activated them, and those that both have are left alone. Junos
   * carries out what is deactivated first, since 16.1R4. Source: Juniper, Junos subscriber
   * management, subscriber services with multiple instances; feature 6605.
   */
  @Override
  public Rendering renderChange(SpeedProfile before, SpeedProfile after) {
    if (form != Form.SERVICE) {
      return render(after).replacing();
    }
    RenderingDraft draft = Drafts.empty();
    Optional<PolicyNames> old = Drafts.names(before, draft);
    Optional<PolicyNames> wanted = Drafts.names(after, draft);
    if (old.isPresent() && wanted.isPresent()) {
      Set<String> has = services(old.get());
      Set<String> gets = services(wanted.get());
      has.stream()
          .filter(name -> !gets.contains(name))
          .forEach(name -> draft.add(DEACTIVATE, name));
      int tag = 1;
      for (String name : gets) {
        if (!has.contains(name)) {
          draft.add(ACTIVATE + ":" + tag, name);
        }
        tag++;
      }
      if (has.equals(gets)) {
        draft.fault("policies", String.join(", ", gets), "names other than those before");
      }
    }
    return draft.finish();
  }

  private static Set<String> services(PolicyNames names) {
    return new LinkedHashSet<>(List.of(names.download(), names.upload()));
  }

  private static void services(PolicyNames names, RenderingDraft draft) {
    draft.add(ACTIVATE + ":1", names.download());
    if (!names.upload().equals(names.download())) {
      draft.add(ACTIVATE + ":2", names.upload());
    }
  }

  private void policies(PolicyNames names, RenderingDraft draft) {
    draft.set("ERX-Ingress-Policy-Name", names.upload());
    draft.set("ERX-Egress-Policy-Name", names.download());
    if (form == Form.POLICY_DUAL) {
      draft.set("ERX-IPv6-Ingress-Policy-Name", names.upload());
      draft.set("ERX-IPv6-Egress-Policy-Name", names.download());
    }
  }
}
