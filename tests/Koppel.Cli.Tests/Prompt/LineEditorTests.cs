using Koppel.Cli.Prompt;
using Koppel.Cli.Prompt.Editing;
using Koppel.Cli.Terminal;

namespace Koppel.Cli.Tests.Prompt;

public sealed class LineEditorTests
{
    const string Up = "\e[A", Down = "\e[B", Left = "\e[D", Home = "\e[H", Tab = "\t", BackTab = "\e[Z";

    /// <summary>The text with a bar where the cursor stands.</summary>
    static string Typed(params string[] keys) => Shown(Editor(new FakeCompletion()), keys);

    static LineEditor Editor(IPromptCompletion completion, params string[] history)
    {
        var editor = new LineEditor(new FakeMemory(history), PromptText.IsComplete, completion);
        editor.Begin();
        return editor;
    }

    static string Shown(LineEditor editor, params string[] keys)
    {
        var decoder = new KeyDecoder();
        foreach (var key in keys.SelectMany(k => decoder.Take(k)))
        {
            Assert.Null(editor.Take(key));
            SpinWait.SpinUntil(() => !editor.IsWaiting || editor.Poll(), TimeSpan.FromSeconds(20));
        }
        return editor.Text.Text.Insert(editor.Text.Cursor, "|");
    }

    static LineOutcome? End(string text, string key)
    {
        var editor = Editor(new FakeCompletion());
        Shown(editor, text);
        return editor.Take(new KeyDecoder().Take(key)[0]);
    }

    [Theory]
    [InlineData("ab|", "ab")]
    [InlineData("|ab", "ab", Home)]
    [InlineData("axb|", "ab", Left, "x", "\e[F")]
    [InlineData("a|", "ab", "\u007f")]
    [InlineData("select |", "select email", "\u0017")]
    [InlineData("select a.|", "select a.email", "\e\u007f")]
    [InlineData("|", "select 1", "\u0015")]
    [InlineData("select |", "select 1", Left, "\u000b")]
    [InlineData("select 11|", "select 1", Left, "\u000b", "\u0019", "\u0019")]
    [InlineData("a |bc d", "a bc d", "\eb", "\eb")]
    [InlineData("a bc| d", "a bc d", Home, "\ef", "\ef")]
    [InlineData("a  |d", "a bc d", Home, "\ef", "\e[C", "\ed", "\e[C")]
    public void Keys_do_what_they_do_in_other_programs(string expected, params string[] keys) => Assert.Equal(expected, Typed(keys));

    [Theory]
    [InlineData("x|b", "x👩‍👩‍👧b", Left, "\u007f")]
    [InlineData("|b", "éb", Left, "\u007f")]
    [InlineData("漢|b", "漢字b", Left, "\u007f")]
    [InlineData("a|b", "e\u0301ab", Home, "\e[3~", "\e[C")]
    public void A_letter_is_what_a_person_sees_as_one(string expected, params string[] keys) => Assert.Equal(expected, Typed(keys));

    [Theory]
    [InlineData("select 1,\n|", "select 1,", "\r")]
    [InlineData("select ';\n|", "select ';", "\r")]
    [InlineData("select 1 -- ;\n|", "select 1 -- ;", "\r")]
    [InlineData("select 1;\n|", "select 1;", "\e\r")]
    [InlineData("ab|c\ndefg", "abc", "\r", "defg", Left, Left, Up)]
    [InlineData("abc\nd|efg", "abc", "\r", "defg", Home, Up, "\e[C", Down)]
    [InlineData("漢字\nabcd|e", "漢字", "\r", "abcde", Up, Down)]
    [InlineData("ab|cd", "ab", "\r", "cd", Home, "\u007f")]
    [InlineData("ab|cd", "ab", "\r", "cd", Up, "\u000b")]
    public void Lines_go_on_until_a_semicolon_and_arrows_go_across_them(string expected, params string[] keys) =>
        Assert.Equal(expected, Typed(keys));

    [Theory]
    [InlineData("select 1;")]
    [InlineData("select ';' as a; -- done")]
    [InlineData(".tables")]
    [InlineData(@"\d contacts@ac")]
    [InlineData("")]
    public void Enter_runs_what_is_whole(string text) => Assert.Equal(new LineOutcome(LineEnd.Entered, text), End(text, "\r"));

    [Fact]
    public void Ctrl_C_drops_the_text_and_Ctrl_D_leaves_only_where_there_is_none()
    {
        Assert.Equal(new LineOutcome(LineEnd.Dropped, "select 1"), End("select 1", "\u0003"));
        Assert.Equal(new LineOutcome(LineEnd.Left, ""), End("", "\u0004"));
        Assert.Null(End("select 1", "\u0004"));
        Assert.Equal("|b", Typed("ab", Home, "\u0004"));
    }

    [Fact]
    public void Undo_takes_back_what_was_typed_in_one_go_then_what_was_before_it()
    {
        var editor = Editor(new FakeCompletion());
        Assert.Equal("select 1|", Shown(editor, "s", "elect", " 1"));
        Assert.Equal("select |", Shown(editor, "\u0017"));
        Assert.Equal("select 1|", Shown(editor, "\u001f"));
        Assert.Equal("|", Shown(editor, "\u001f", "\u001f"));
    }

    [Fact]
    public void A_paste_runs_nothing_and_is_undone_as_a_whole()
    {
        var editor = Editor(new FakeCompletion());
        Assert.Equal("drop table a;\ndrop table b;\n|", Shown(editor, "\e[200~drop table a;\rdrop table b;\r\e[201~"));
        Assert.Equal("|", Shown(editor, "\u001f"));
    }

    [Fact]
    public void Up_and_down_go_through_what_was_typed_before_and_back_to_what_was_begun()
    {
        var editor = Editor(new FakeCompletion(), "select 1;", "select\n2;");
        Assert.Equal("select\n2;|", Shown(editor, "beg", Up));
        Assert.Equal("select 1;|", Shown(editor, Up, Up));
        Assert.Equal("select 1;|", Shown(editor, Up));
        Assert.Equal("select\n2;x|", Shown(editor, Down, "x"));
        Assert.Equal("beg|", Shown(editor, Down));
        Assert.Equal("select\n2;x|", Shown(editor, Up));
    }

    [Fact]
    public void Ctrl_R_finds_letter_by_letter_and_further_back_and_can_be_left()
    {
        var editor = Editor(new FakeCompletion(), "select a;", "select b;", "delete b;");
        Assert.Equal("begun|", Shown(editor, "begun"));
        Assert.Equal("delete |b;", Shown(editor, "\u0012b"));
        Assert.Equal(["  search: b"], editor.Below);
        Assert.Equal("select |b;", Shown(editor, "\u0012"));
        Assert.Equal("select |b;", Shown(editor, "\u0012"));
        Assert.Equal(["  search: b  (not found)"], editor.Below);
        Assert.Equal("begun|", Shown(editor, "\u0007"));
        Assert.Equal("|select b;", Shown(editor, "\u0012se", "lect b", "\eOH", "\u001f", "\u0012select b", "\eOH"));
        Assert.Equal("begun|", Shown(editor, "\u001f"));
        Assert.Equal("|select a;", Shown(editor, "\u0012t a", "\eOH"));
        Assert.Empty(editor.Below);
    }

    [Fact]
    public void Tab_completes_as_far_as_all_agree_then_goes_through_them()
    {
        var editor = Editor(new FakeCompletion("contacts@ac", "contactTags@ac", "tags@ac"));
        Assert.Equal("from tags@ac|", Shown(editor, "from t", Tab));
        Assert.Equal("from contact|", Shown(editor, "\u0017", "c", Tab));
        Assert.Equal(["    contacts@ac", "    contactTags@ac"], editor.Below);
        Assert.Equal("from contacts@ac|", Shown(editor, Tab));
        Assert.Equal(["  > contacts@ac", "    contactTags@ac"], editor.Below);
        Assert.Equal("from contactTags@ac|", Shown(editor, BackTab));
        Assert.Equal("from contact|", Shown(editor, "\u0007"));
        Assert.Equal("from contactTags@ac |", Shown(editor, Tab, Tab, Tab, " "));
        Assert.Empty(editor.Below);
    }

    [Fact]
    public void Keys_do_not_wait_for_a_completion_and_throw_it_away()
    {
        var known = new TaskCompletionSource();
        var editor = Editor(new FakeCompletion("contacts@ac") { Until = known.Task });
        foreach (var key in new KeyDecoder().Take("c\tx")) Assert.Null(editor.Take(key));
        known.SetResult();
        Assert.False(editor.IsWaiting);
        Assert.Equal("cx", editor.Text.Text);
    }

    [Fact]
    public void A_completion_that_fails_is_a_sentence_below_and_the_text_stays()
    {
        var editor = Editor(new FakeCompletion { Until = Task.FromException(new IOException("The disk is full.")) });
        Assert.Equal("c|", Shown(editor, "c", Tab));
        Assert.Equal(["  This cannot be completed now: The disk is full."], editor.Below);
        Assert.Equal("cd|", Shown(editor, "d"));
        Assert.Empty(editor.Below);
    }
}
