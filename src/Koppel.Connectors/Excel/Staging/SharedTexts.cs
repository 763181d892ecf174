namespace Koppel.Connectors.Excel.Staging;

/// <summary>
/// The texts that the cells of a workbook share, by number: kept as bytes, in memory up to a limit, since there can be millions.
/// </summary>
internal sealed class SharedTexts : IDisposable
{
    const int MemoryLimit = 48 << 20, Stride = 16;

    readonly SpillBuffer _bytes = new(MemoryLimit);
    readonly ByteWriter _record = new();
    readonly List<long> _places = [];
    readonly List<ulong> _blanks = [];
    readonly HashSet<int> _tooLong = [];

    /// <summary>How many texts there are.</summary>
    public int Count { get; private set; }

    /// <summary>Adds the next text.</summary>
    public void Add(string text, bool isTooLong)
    {
        if (Count % Stride == 0) _places.Add(_bytes.Length);
        if (Count % 64 == 0) _blanks.Add(0);
        if (string.IsNullOrWhiteSpace(text)) _blanks[^1] |= 1UL << Count % 64;
        if (isTooLong) _tooLong.Add(Count);
        _record.Clear();
        _record.Text(isTooLong ? "" : text);
        _bytes.Append(_record.Written);
        Count++;
    }

    /// <summary>All texts are there.</summary>
    public void Seal() => _bytes.Seal();

    /// <summary>Whether the text has nothing in it but spaces.</summary>
    public bool IsBlank(int number) => (_blanks[number / 64] >> number % 64 & 1) != 0;

    /// <summary>Whether the text is longer than Excel allows; then it is not kept.</summary>
    public bool IsTooLong(int number) => _tooLong.Count > 0 && _tooLong.Contains(number);

    /// <summary>Somebody else uses it too.</summary>
    public void Retain() => _bytes.Retain();

    /// <summary>Begins to read. For one thread.</summary>
    public Reader Open() => new(this);

    /// <inheritdoc/>
    public void Dispose() => _bytes.Dispose();

    /// <summary>Reads texts by number; those that come again soon cost nothing.</summary>
    public sealed class Reader(SharedTexts texts)
    {
        const int CacheSize = 4096, Window = 8192;

        readonly ByteReader _bytes = new(texts._bytes, Window);
        readonly (int Number, string Text)[] _cache = new (int, string)[CacheSize];
        int _next = -1;

        /// <summary>The text.</summary>
        public string Get(int number)
        {
            ref var cached = ref _cache[number % CacheSize];
            if (cached.Text is not null && cached.Number == number) return cached.Text;
            if (number != _next)
            {
                // From the last text that was read it may be nearer than from the last place that is known.
                if (_next < 0 || number < _next || number - _next > number % Stride)
                {
                    _bytes.Seek(texts._places[number / Stride]);
                    _next = number - number % Stride;
                }
                for (; _next < number; _next++) _bytes.Skip((long)_bytes.Variable());
            }
            _next++;
            var text = _bytes.Text();
            cached = (number, text);
            return text;
        }
    }
}
