package io.ispkit.netbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.ispkit.core.change.Change;
import io.ispkit.core.http.HttpAnswer;
import io.ispkit.core.http.HttpCall;
import io.ispkit.core.http.HttpPath;
import io.ispkit.core.http.HttpResult;
import io.ispkit.core.outcome.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks for what this adapter needs of a NetBox: version, permissions, tenant, custom field, tags,
 * prefixes or ranges, VLAN group; and makes the custom field and the tags where that is wanted.
 */
final class Needs {

  private final NetBoxApi api;
  private final Verdict verdict;
  private final NetBoxSettings settings;
  private final Sources sources;
  private final Prefixes prefixes;
  private final Definitions definitions;

  Needs(NetBoxApi api, Verdict verdict, NetBoxSettings settings, Sources sources) {
    this.api = api;
    this.verdict = verdict;
    this.settings = settings;
    this.sources = sources;
    this.prefixes = new Prefixes(api, settings);
    this.definitions = new Definitions(api, settings);
  }

  /** Reads only. */
  Outcome<NetBoxReport> check() {
    try {
      return Outcome.done(report(List.of(), new ArrayList<>(definitions.lacks())));
    } catch (CallFailed failed) {
      return Outcome.refused(failed.refusal());
    }
  }

  /**
   * Makes what can be made, then looks again: what is there then was made, whatever was answered.
   */
  Outcome<NetBoxReport> ensure() {
    try {
      List<Definitions.Missing> before = definitions.missing();
      List<Lack> failed = new ArrayList<>();
      for (Definitions.Missing missing : before) {
        HttpResult result = api.send(missing.fix());
        if (!Verdict.isUnclear(result) && verdict.success(result).isEmpty()) {
          CallFailed why = verdict.failure(result);
          if (why.kind() != CallFailed.Kind.REFUSED) {
            throw why;
          }
          failed.add(Lack.advice(missing.target() + " could not be made", why.refusal().message()));
        }
      }
      List<String> left = definitions.missing().stream().map(Definitions.Missing::target).toList();
      List<Change> made =
          before.stream()
              .filter(missing -> !left.contains(missing.target()))
              .map(Definitions.Missing::change)
              .toList();
      List<Lack> lacks = new ArrayList<>(definitions.lacks());
      lacks.addAll(failed);
      return Outcome.done(report(made, lacks));
    } catch (CallFailed failed) {
      return Outcome.refused(failed.refusal());
    }
  }

  private NetBoxReport report(List<Change> made, List<Lack> lacks) throws CallFailed {
    tenant(lacks);
    try {
      sources.all();
    } catch (CallFailed failed) {
      lacks.add(refused("addresses to take", failed));
    }
    delegation(lacks);
    writes(NetBoxApi.ADDRESSES, "ipam.add_ipaddress", lacks);
    Optional<NetBoxVersion> version = api.version();
    version.ifPresent(told -> version(told, lacks));
    return new NetBoxReport(version.map(NetBoxVersion::toString).orElse(""), made, lacks);
  }

  private void version(NetBoxVersion told, List<Lack> lacks) {
    if (told.isBefore(NetBoxVersion.OLDEST)) {
      lacks.add(
          Lack.blocking(
              "NetBox " + told, "expected " + NetBoxVersion.OLDEST + " or later: upgrade it"));
    } else if (told.isBefore(NetBoxVersion.WITH_ETAGS)) {
      lacks.add(
          Lack.advice(
              "NetBox " + told + " has no ETags",
              "a change by someone else between our look and our write is overwritten; since "
                  + NetBoxVersion.WITH_ETAGS
                  + " it is noticed"));
    }
    if (!settings.token().reveal().startsWith("nbt_") && !told.isBefore(NetBoxVersion.WITH_ETAGS)) {
      lacks.add(
          Lack.advice("the token is of version 1", "deprecated since 4.6: make one of version 2"));
    }
  }

  private void tenant(List<Lack> lacks) throws CallFailed {
    String slug = settings.tenant();
    try {
      if (api.list(Listing.of(NetBoxApi.TENANTS).with("slug", slug)).isEmpty()) {
        lacks.add(Lack.blocking("tenant " + slug, "make it, or set the option tenant"));
      }
    } catch (CallFailed failed) {
      lacks.add(unseen("tenancy.view_tenant", failed));
    }
  }

  private void delegation(List<Lack> lacks) throws CallFailed {
    if (!settings.delegatedFrom().isEmpty()) {
      try {
        prefixes.parents();
      } catch (CallFailed failed) {
        lacks.add(refused("prefixes to delegate from", failed));
      }
      writes(NetBoxApi.PREFIXES, "ipam.add_prefix", lacks);
    }
    String group = settings.vlanGroup();
    if (!group.isEmpty()) {
      try {
        if (api.list(Listing.of(NetBoxApi.VLAN_GROUPS).with("slug", group)).isEmpty()) {
          lacks.add(Lack.blocking("VLAN group " + group, "make it, or set the option vlan_group"));
        }
      } catch (CallFailed failed) {
        lacks.add(refused("VLAN group " + group, failed));
      }
      writes(NetBoxApi.VLANS, "ipam.add_vlan", lacks);
    }
  }

  /**
   * Asks what may be done with a list: the metadata of Django REST framework, on which NetBox is
   * built, leaves out the action POST where the token may not do it. Without metadata nothing is
   * said.
   */
  private void writes(String path, String permission, List<Lack> lacks) {
    HttpResult result = api.send(HttpCall.of("OPTIONS", HttpPath.of(path)).expectJson().build());
    if (result instanceof HttpAnswer answer && answer.isSuccess()) {
      JsonNode said = answer.json();
      if (said.has("name") && !said.path("actions").has("POST")) {
        lacks.add(
            Lack.blocking(
                "permission " + permission,
                "give it to the token's user, and make the token one that may write"));
      }
    }
  }

  /** A refusal is something to report; an outage ends the check. */
  private static Lack refused(String what, CallFailed failed) throws CallFailed {
    if (failed.kind() != CallFailed.Kind.REFUSED) {
      throw failed;
    }
    return Lack.blocking(what, failed.refusal().message());
  }

  static Lack unseen(String permission, CallFailed failed) throws CallFailed {
    if (failed.kind() != CallFailed.Kind.REFUSED) {
      throw failed;
    }
    return Lack.advice(
        "permission " + permission, "without it this cannot be checked: " + failed.refusal());
  }
}
