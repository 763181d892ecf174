namespace Koppel.Engine.Files.Delimited;

/// <summary>What one separator makes of the beginning of a file.</summary>
/// <param name="separator">The separator.</param>
/// <param name="findsTitles">Headings are looked for below titles too.</param>
internal sealed class SeparatorTrial(byte separator, bool findsTitles)
{
    readonly TitleFinder _titles = new();
    readonly Fit _plain = new();
    Fit? _below;
    bool _isDecided;
    long _stray;

    public byte Separator => separator;

    /// <summary>The headings where titles stand above them; null where the first record holds them.</summary>
    public FoundHeadings? Headings { get; private set; }

    /// <summary>Cells of the headings.</summary>
    public int Head => Current.Head;

    /// <summary>Records behind them.</summary>
    public long Records => Current.Records;

    /// <summary>Those that have as many cells.</summary>
    public long Equal => Current.Equal;

    /// <summary>Those that have more.</summary>
    public long Long => Current.Long;

    public bool IsWellQuoted => _stray == 0;

    public bool IsEven => Equal == Records;

    public double Share => Records == 0 ? 1 : (double)Equal / Records;

    Fit Current => _below ?? _plain;

    /// <summary>Takes the record at which the reader stands.</summary>
    public void Add(RecordReader reader)
    {
        if (findsTitles) _titles.Add(reader);
        if (reader.IsBlank) return;
        for (var i = 0; i < reader.Count; i++)
            if ((reader.Form(i) & CellForm.Quoted) != 0 && (reader.Form(i) & (CellForm.Stray | CellForm.Open)) != 0) _stray++;
        _plain.Add(reader.Count);
        if (_isDecided) _below?.Add(reader.Count);
        else if (_titles.IsFull) Decide();
    }

    /// <summary>All records were taken.</summary>
    public void Finish()
    {
        if (!_isDecided) Decide();
    }

    /// <summary>Titles are not certain where another separator parts the file from its first line on.</summary>
    public void Yield(IEnumerable<SeparatorTrial> others)
    {
        if (Headings is { Line: var line } && others.Any(o => o.HasRowOn(line))) (Headings, _below) = (null, null);
    }

    bool HasRowOn(long line) => Headings is null && Head > 1 && Share >= 0.8 && _titles.Has(line, Head);

    void Decide()
    {
        _isDecided = true;
        if (_titles.Find() is not { } found) return;
        (Headings, _below) = (found, new Fit());
        foreach (var cells in found.Cells) _below.Add(cells);
    }

    /// <summary>How many records have as many cells as the first.</summary>
    sealed class Fit
    {
        public int Head { get; private set; }

        public long Records { get; private set; }

        public long Equal { get; private set; }

        public long Long { get; private set; }

        public void Add(int cells)
        {
            if (Head == 0)
            {
                Head = cells;
                return;
            }
            Records++;
            if (cells == Head) Equal++;
            else if (cells > Head) Long++;
        }
    }
}
