package tallyflame.modules;

import java.util.OptionalDouble;

/**
 * Settings of modules, given to the JVM as system properties {@code tallyflame.MODULE.KEY}, for example {@code
 * -Dtallyflame.xmatch.radius=3}. Read when a module is created.
 *
 * @param module name of the module
 */
public record ModuleSettings(String module) {
    private String property(String key) {
        return "tallyflame." + module + "." + key;
    }

    /** A text, or {@code null} where it is not set. */
    public String text(String key) {
        return System.getProperty(property(key));
    }

    /** A number. */
    public double number(String key, double byDefault) {
        return number(key).orElse(byDefault);
    }

    private OptionalDouble number(String key) {
        String text = text(key);
        if (text == null) {
            return OptionalDouble.empty();
        }
        try {
            return OptionalDouble.of(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(property(key) + "=" + text + " is not a number", e);
        }
    }

    /** Whether something is switched on by {@code true}. */
    public boolean isOn(String key) {
        return Boolean.parseBoolean(text(key));
    }
}
