/** The door of the room: nobody calls it yet. */
export {}
