package tallyflame.flamegraphs.page;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Texts that are part of the program: style sheets, scripts and templates. */
public final class Resources {
    private Resources() {}

    /**
     * A text next to a class, or anywhere on the class path if its name begins with a slash.
     *
     * @throws IllegalStateException if this build lacks it
     */
    public static String text(Class<?> beside, String name) {
        try (InputStream stream = beside.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("this build of tallyflame lacks its resource " + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("cannot read the resource " + name, e);
        }
    }
}
