// release 25
package targets;

public class FlexibleConstructors { // hits=0
    static class Base {
        final int value;

        Base(int value) { // hits=2
            this.value = value; // hits=2
        } // hits=2
    }

    static class Checked extends Base {
        final String name;

        Checked(String name) {
            if (name == null) { // hits=3 branches=1|2
                throw new IllegalArgumentException(); // hits=1
            }
            int sum = 0; // hits=2
            for (int i = 0; i < name.length(); i++) { // hits=5 branches=3|2
                sum += name.charAt(i); // hits=3
            }
            this.name = name; // hits=2
            super(sum); // hits=2
            sum++; // hits=2
        } // hits=2
    }

    public static void run() {
        for (String name : new String[] {"ab", null, "c"}) { // hits=4 branches=3|1
            try {
                new Checked(name); // hits=3
            } catch (IllegalArgumentException e) { // hits=1
                name = ""; // hits=1
            } // hits=2
        }
    } // hits=1
}
