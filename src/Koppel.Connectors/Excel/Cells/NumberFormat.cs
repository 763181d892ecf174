namespace Koppel.Connectors.Excel.Cells;

/// <summary>A number format: what a number in it is. A format has sections for positive, negative and other numbers.</summary>
internal sealed class NumberFormat
{
    /// <summary>The format of a cell that was given none.</summary>
    public static readonly NumberFormat General = new([]);

    readonly IReadOnlyList<FormatSection> _sections;
    readonly FormatKind _kind;
    readonly bool _isPlain;

    NumberFormat(IReadOnlyList<FormatSection> sections)
    {
        _sections = sections;
        _kind = sections.FirstOrDefault(s => s.Kind is not (null or FormatKind.Number))?.Kind ?? FormatKind.Number;
        _isPlain = _kind == FormatKind.Number || sections.All(s => s.Kind is null || s.Kind == _kind);
    }

    /// <summary>Whether some number in this format is a day or a time.</summary>
    public bool IsOfTime => _kind != FormatKind.Number;

    /// <summary>Understands a format's code, such as <c>dd-mm-yyyy</c>.</summary>
    public static NumberFormat Parse(string code) => new([.. FormatSection.Split(code).Where(s => !s.IsOfText)]);

    /// <summary>
    /// The format that a number means of itself, in Excel's own list. Some mean days in one language and times in another: those are read
    /// as times, since a day is told from a time by its value.
    /// </summary>
    public static NumberFormat BuiltIn(int number) => number switch
    {
        >= 14 and <= 17 or 22 or >= 27 and <= 31 or 36 or >= 50 and <= 54 or 57 or 58 or >= 71 and <= 74 or 77 or 81 => Dates,
        >= 18 and <= 21 or >= 32 and <= 35 or 45 or 47 or 55 or 56 or 75 or 76 or 78 or 80 => Times,
        46 or 79 => Durations,
        _ => General,
    };

    /// <summary>What a number in this format is.</summary>
    public FormatKind KindOf(double number)
    {
        if (_isPlain) return _kind;
        // A section of nothing but marks, such as one that shows 0 as a dash, says nothing about what the number is.
        return SectionFor(number)?.Kind ?? _kind;
    }

    FormatSection? SectionFor(double number)
    {
        if (_sections.Any(s => s.Condition is not null))
            return _sections.FirstOrDefault(s => s.Condition is { } holds && holds(number))
                ?? _sections.FirstOrDefault(s => s.Condition is null);
        return _sections.Count switch
        {
            0 => null,
            1 => _sections[0],
            2 => _sections[number < 0 ? 1 : 0],
            _ => _sections[number > 0 ? 0 : number < 0 ? 1 : 2],
        };
    }

    static readonly NumberFormat Dates = Parse("yyyy-mm-dd");
    static readonly NumberFormat Times = Parse("hh:mm");
    static readonly NumberFormat Durations = Parse("[h]:mm");
}
