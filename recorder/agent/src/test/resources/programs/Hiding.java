package programs;

import java.io.InputStream;
import java.lang.invoke.MethodHandles;

public class Hiding {
    public static void main(String[] args) throws Exception {
        byte[] template;
        try (InputStream in = Hiding.class.getResourceAsStream("Hiding$Hidden.class")) {
            template = in.readAllBytes(); // read
        }
        Class<?> hidden =
                MethodHandles.lookup().defineHiddenClass(template, true).lookupClass();
        if (!hidden.isHidden()) {
            throw new AssertionError(hidden);
        }
        hidden.getDeclaredMethod("run").invoke(null);
    }

    static class Hidden {
        static void run() {
            System.out.println("ran"); // hidden
        }
    }
}
