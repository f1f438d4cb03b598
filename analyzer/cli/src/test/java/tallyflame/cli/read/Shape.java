package tallyflame.cli.read;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Something that users name, in one of the shapes that runs, killed runs and other tools leave.
 *
 * @param path the directory or file
 * @param jvms how many JVMs left something in it
 * @param samples of the most telling event
 * @param events of the same, those included whose stack was lost with the end of a file
 * @param counted whether there are exact counts, which answer some questions by themselves
 * @param reported whether a report is written of it even where nothing was sampled or counted
 * @param refusal what every verb says, behind the path, that cannot answer
 */
record Shape(
        Path path, int jvms, long samples, long events, boolean counted, boolean reported, Optional<String> refusal) {
    /** All verbs answer, and with so many samples. */
    static Shape of(Path path, int jvms, long samples) {
        return new Shape(path, jvms, samples, samples, false, true, Optional.empty());
    }

    /** There are no samples, and so there is no answer. */
    static Shape refused(Path path, String why) {
        return new Shape(path, 0, 0, 0, false, false, Optional.of(why));
    }

    Shape withCounts() {
        return new Shape(path, jvms, samples, events, true, true, refusal);
    }

    /** A run that a report tells of although these JVMs left neither samples nor counts. */
    Shape reported(int left) {
        return new Shape(path, left, samples, events, counted, true, refusal);
    }

    Shape withEvents(long recorded) {
        return new Shape(path, jvms, samples, recorded, counted, reported, refusal);
    }

    boolean answers(Verb verb) {
        if (refusal.isPresent()) {
            return (counted && !verb.needsSamples()) || (reported && verb == Verb.REPORT);
        }
        return verb != Verb.EVENTS || !path.toString().endsWith(".collapsed");
    }

    @Override
    public String toString() {
        return path.getFileName().toString();
    }
}
