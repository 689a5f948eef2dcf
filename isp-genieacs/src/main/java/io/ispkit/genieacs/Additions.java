package io.ispkit.genieacs;

import java.util.List;

/** Is told of each instance before and after it is added, so that a crash in between loses none. */
interface Additions {

  /**
   * GenieACS is going to be asked to add an instance.
   *
   * @param existing the instances that the object has
   */
  void announced(Found device, String object, List<String> existing);

  /**
   * What came of what was announced. Not told when that is not known yet.
   *
   * @param added the instance that was added; empty when none was
   */
  void settled(Found device, String object, List<String> added);
}
