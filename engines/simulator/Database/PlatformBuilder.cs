using Nonolive.Simulator.Activity;
using Nonolive.Simulator.Broadcasts;
using Nonolive.Simulator.People;

namespace Nonolive.Simulator.Database;

/// <summary>Makes the platform's records: who exists at the start, then what each day changes.</summary>
internal sealed class PlatformBuilder(SimulationOptions options, BusinessDays days)
{
    private readonly List<Entity> _initial = [];
    private readonly List<Change> _changes = [];
    private readonly List<Viewer> _viewers = [];
    private readonly Dictionary<long, User> _users = [];
    private readonly Dictionary<long, Anchor> _anchors = [];
    private readonly Dictionary<(long User, long Anchor), Follow> _follows = [];
    private long _nextUser = Catalogue.FirstUser;

    public Platform Build()
    {
        var schedule = new Schedule(options, days).Create();
        Begin();
        // The broadcasts that are live when the first day begins have started before the full load.
        foreach (var broadcast in schedule[options.FirstDay].Where(broadcast => broadcast.FromMs < days.Start(options.FirstDay)))
            _initial.Add(broadcast.Session);
        for (var day = options.FirstDay; day <= options.LastDay; day = day.AddDays(1))
        {
            SignUps(day);
            new DayChanges(options, days, day, _users, _anchors, _follows, _changes).Add(
                schedule[day], new ViewerLife(options, days, schedule), _viewers, _initial);
        }
        return new Platform
        {
            Initial = _initial,
            Changes = [.. _changes.OrderBy(change => change.Commit)],
            Viewers = _viewers,
            Schedule = schedule,
        };
    }

    private void Begin()
    {
        var dice = new Dice(options.Seed, 31);
        var start = days.Start(options.FirstDay);
        DateTimeOffset Before() => Moments.Precise(dice, start - dice.Between(3_600_000, 400L * 86_400_000));
        for (var i = 0; i < options.Guilds; i++)
            _initial.Add(new Guild(Catalogue.FirstGuild + i, "Guild " + Names.Of(dice), dice.Pick(Places.Countries), 0.0500m * (i + 3) + 0.0033m, true, Before()));
        for (var i = 0; i < Catalogue.Gifts.Length; i++)
            _initial.Add(new Gift(i + 1, Catalogue.Gifts[i].Name, Catalogue.Gifts[i].Coins, true, dice.Chance(0.5) ? null : """{"ms": 1200}""", Before()));
        for (var i = 0; i < options.Anchors; i++)
            BeginAnchor(dice, i, Before);
        for (var i = 0; i < options.Viewers; i++)
        {
            long? user = dice.Chance(options.AnonymousShare) ? null : _nextUser++;
            _viewers.Add(new Viewer(i, user, options.FirstDay.AddDays(-1)));
            if (user is not { } id)
                continue;
            // Some signed up in the weeks before, so that every cohort of the retention report has somebody.
            var created = dice.Chance(0.4) ? Moments.Precise(dice, start - dice.Between(1, 31L * 86_400_000)) : Before();
            _initial.Add(_users[id] = NewUser(dice, id, created));
            BeginDevicesAndFollows(dice, id, Before);
        }
    }

    private void BeginAnchor(Dice dice, int number, Func<DateTimeOffset> before)
    {
        var id = Catalogue.FirstAnchor + number;
        var user = _nextUser++;
        _initial.Add(_users[user] = NewUser(dice, user, before()));
        long? guild = options.Guilds == 0 || dice.Chance(0.3) ? null : Catalogue.FirstGuild + dice.Below(options.Guilds);
        var anchor = new Anchor(
            id, user, guild, Names.Of(dice), _users[user].Country, 1 + dice.Below(60), "active", dice.Chance(0.2) ? null : Names.Profile(dice), before(), before());
        _initial.Add(_anchors[id] = anchor);
        _initial.Add(new Room(Catalogue.FirstRoom + number, id, Names.Of(dice), Names.Message(dice), dice.Chance(0.1), before()));
    }

    private void BeginDevicesAndFollows(Dice dice, long user, Func<DateTimeOffset> before)
    {
        _initial.Add(new UserDevice(
            user, dice.Uuid(), dice.Pick(Places.Platforms), dice.Pick(Places.Models), dice.Chance(0.1) ? null : "14", dice.Chance(0.1) ? null : dice.Chance(0.5),
            dice.Chance(0.1) ? null : 1 + dice.Below(5) * 0.625, before()));
        for (var follows = dice.Below(5); follows > 0; follows--)
        {
            var follow = new Follow(user, Catalogue.FirstAnchor + dice.Below(options.Anchors), dice.Chance(0.2) ? null : "room", before());
            if (_follows.TryAdd((user, follow.AnchorId), follow))
                _initial.Add(follow);
        }
    }

    private void SignUps(DateOnly day)
    {
        var dice = new Dice(options.Seed, 32, (ulong)day.DayNumber);
        for (var count = (int)Math.Ceiling(options.Viewers * options.SignUpShare); count > 0; count--)
        {
            var created = Moments.Precise(dice, dice.Between(days.Start(day), days.End(day) - 1000));
            var id = _nextUser++;
            _users[id] = NewUser(dice, id, created);
            _viewers.Add(new Viewer(_viewers.Count, id, day));
            _changes.Add(new Change(created.AddMilliseconds(3), ChangeKind.Insert, _users[id]));
        }
    }

    private static User NewUser(Dice dice, long id, DateTimeOffset created) => new(
        id, Names.Of(dice), dice.Pick(Places.Countries), dice.Chance(0.2) ? null : dice.Pick(["female", "male", "other"]),
        dice.Chance(0.3) ? null : new DateOnly(1970 + dice.Below(38), 1 + dice.Below(12), 1 + dice.Below(28)), dice.Chance(0.05),
        dice.Pick(Places.Platforms), dice.Uuid(), Names.Profile(dice), created, created);
}
