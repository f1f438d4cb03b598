package tallyflame.recordings.sample;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Which samples of a recording to count.
 *
 * @param events names of the kinds of event: short ones or full names of types; empty for all that are samples by design
 * @param generic whether all events with a stack count as samples where no names are given
 * @param thread glob that names of threads must match
 * @param from first wall-clock time in nanoseconds since 1970
 * @param to last wall-clock time in nanoseconds since 1970
 * @param keepSamples whether single samples are kept
 */
public record Selection(
        Set<String> events,
        boolean generic,
        Optional<String> thread,
        OptionalLong from,
        OptionalLong to,
        boolean keepSamples) {
    /** Whether a kind of event is to be counted. */
    boolean wants(EventKind kind) {
        if (events.isEmpty()) {
            return generic || !kind.isGeneric();
        }
        return events.contains(kind.name())
                || (kind.equals(EventKind.CPU) && !events.stream().allMatch(EventType::isKnown))
                || events.stream().anyMatch(name -> EventKind.fallback(name).equals(kind.name()));
    }

    /** Whether the paths that keep old objects are to be counted: only where they are asked for, because most recordings have none. */
    boolean wantsOldObjects() {
        return events.isEmpty() ? generic : events.contains(EventKind.OLD_OBJECTS.name());
    }

    /** This selection for all events with a stack. */
    public Selection ofAllKinds() {
        return new Selection(Set.of(), true, thread, from, to, false);
    }
}
