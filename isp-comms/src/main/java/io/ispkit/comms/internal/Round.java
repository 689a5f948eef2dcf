package io.ispkit.comms.internal;

import io.ispkit.comms.account.ChannelAccount;
import java.util.HashSet;
import java.util.Set;

/**
 * What was tried in one turn on a message, account after account.
 *
 * @param accounts names of those that were called
 * @param later whether one of them may take the message at another time
 * @param reason of the last failure
 */
record Round(Set<String> accounts, boolean later, String reason) {

  static final Round NEW = new Round(Set.of(), false, "");

  Round {
    accounts = Set.copyOf(accounts);
  }

  Round with(ChannelAccount account, boolean mayTakeItLater, String failure) {
    Set<String> more = new HashSet<>(accounts);
    more.add(account.name());
    return new Round(more, later || mayTakeItLater, failure);
  }
}
