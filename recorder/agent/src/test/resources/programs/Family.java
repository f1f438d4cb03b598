package programs;

import java.util.ArrayList;
import java.util.List;

/** Works seven times, and so often again in each of three JVMs that it starts, all of which live at the same time. */
public class Family {
    public static void main(String[] args) throws Exception {
        if (args.length > 0) {
            work(Integer.parseInt(args[0]));
            return;
        }
        work(7);
        List<Process> children = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            children.add(new ProcessBuilder(
                            System.getProperty("java.home") + "/bin/java",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Family.class.getName(),
                            "2000")
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
        }
        for (Process child : children) {
            child.waitFor();
        }
    }

    static int result;

    static void work(int times) {
        for (int i = 0; i < times; i++) {
            result += i; // work
        }
    }
}
