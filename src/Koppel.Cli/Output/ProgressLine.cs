using Koppel.Cli.Terminal;
using Koppel.Engine.Events;
using Koppel.Output;

namespace Koppel.Cli.Output;

/// <summary>One line on a terminal that tells how far a statement is, drawn over itself and wiped out at the end.</summary>
sealed class ProgressLine(Screen screen)
{
    const int Bar = 20;

    readonly Lock _lock = new();
    bool _drawn;
    bool _muted;

    /// <summary>Draws it.</summary>
    public void Report(StatementProgress value)
    {
        lock (_lock)
        {
            if (_muted) return;
            _drawn = true;
            screen.Error.Write($"\r{CellWidth.Fit(PlainText.Of(Text(value)), screen.Width - 1)}\e[K");
        }
    }

    /// <summary>Wipes the line out, and keeps it out while <paramref name="muted"/>.</summary>
    public void Hide(bool muted = false)
    {
        lock (_lock)
        {
            _muted = muted;
            if (!_drawn) return;
            _drawn = false;
            screen.Error.Write("\r\e[K");
        }
    }

    /// <summary>The line's text.</summary>
    public static string Text(StatementProgress value)
    {
        var parts = new List<string>();
        if (value.Total is { } total) parts.Add($"{Quantity.Of(value.Rows)} of {Quantity.Of(total, "row")}");
        else if (value.Rows > 0) parts.Add(Quantity.Of(value.Rows, "row"));
        if (value.Calls > 0) parts.Add(Quantity.Of(value.Calls, "call"));
        if (value.Left is { } left) parts.Add($"{Quantity.Whole(left)} left");
        var bar = value.Total is > 0 and var all ? $"  [{Filled(value.Rows, all)}]" : "";
        return $"{Phase(value.Phase)} {value.Table}{bar}  {string.Join(", ", parts)}".TrimEnd();
    }

    static string Phase(ProgressPhase phase) => phase switch
    {
        ProgressPhase.Looking => "looking at",
        ProgressPhase.Copying => "copying",
        ProgressPhase.Reading => "reading",
        _ => "writing",
    };

    static string Filled(long rows, long total)
    {
        var filled = (int)(Bar * Math.Clamp((double)rows / total, 0, 1));
        return new string('#', filled) + new string('.', Bar - filled);
    }
}
