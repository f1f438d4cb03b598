package tallyflame.modules;

import java.io.IOException;

/** The modules on the class path cannot be used as they are: a broken provider, or two modules of one name. */
public final class ModuleLoadException extends IOException {
    private static final long serialVersionUID = 1L;

    ModuleLoadException(String message, Throwable cause) {
        super(message, cause);
    }
}
