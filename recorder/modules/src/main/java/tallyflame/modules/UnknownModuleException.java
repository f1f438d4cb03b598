package tallyflame.modules;

import java.util.List;

/** There is no module of that name; the message gives the closest names. */
public final class UnknownModuleException extends Exception {
    private static final long serialVersionUID = 1L;

    UnknownModuleException(String name, List<String> nearest) {
        super("no module is called '" + name + "'; "
                + (nearest.isEmpty()
                        ? "no module was found at all"
                        : "the nearest names are " + String.join(", ", nearest) + "; 'tallyflame modules' lists all"));
    }
}
