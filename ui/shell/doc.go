// Package shell owns what all pages share and no page owns: the Session, with the open
// gallery and the one way to change it, questions, notices, files, undo, and background
// work. It knows no page. Everything in it belongs to Fyne's goroutine unless it says
// otherwise.
//
// A page is a package below ui:
//
//  1. It has a type Page, made by New(session, deps), that keeps the session in a field.
//     Deps holds what it works with besides, behind small interfaces of its own, and
//     functions for what other pages do. It imports shell, widget and theme, no page.
//  2. Page satisfies shell.Page: Content, Shown, Shortcuts, Close. One that takes letters
//     or has something to undo is a Typist or an Undoer too. Text goes through lang.L and
//     into assets/translations/en.json and ko.json.
//  3. It looks at Session.Gallery and changes it by Session.Change alone; Session.OnEdit and
//     OnReplaced tell it when to show something else.
//  4. Long work is begun by a Background, made in New and closed in Close; what comes of it
//     is shown through Background.Show.
//  5. ui/window.go makes the page in buildPages and adds its tab; the tab has Alt and its
//     number for a shortcut, and a name by which the settings remember it. What outlives a change of language goes through RestoreFrom,
//     called in ui/rebuild.go. Entries of the menu are in ui/menu.go.
//  6. F1 lists the page's Shortcuts under the tab's title by itself, and a button made by
//     Tips.NewButton or NewTool shows its shortcut where it has the shortcut's name.
//  7. house_test.go names what the package may import; its tests host the page in a stage
//     of ui/uitest.
package shell
