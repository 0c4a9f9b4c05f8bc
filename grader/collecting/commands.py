"""``xuncha class collect``."""

from __future__ import annotations

from exercises import times
from grader import classroom, roster
from grader.terminal import HERE, Dir, Quiz, Verbose, console, listing, person, say, told


def collect(quiz: Quiz, dir: Dir = HERE, verbose: Verbose = False) -> None:
    """收卷：取每名学员最新的一份。"""
    from grader.steps import collect as step

    with told(verbose):
        room = classroom.find(dir)
        papers = step.collect(room, quiz)
        people = {trainee.id: trainee.name for trainee in roster.trainees(room)}
        table = listing(f"{quiz}　收卷", "编号", "姓名", "交卷时间", "情况")
        for paper in papers:
            remarks = ["新收" if paper.new else "未变"]
            if paper.student not in people:
                remarks.append("不在名册，请核对")
            if paper.in_future():
                remarks.append("时间晚于现在，请核对")
            table.add_row(
                paper.student, people.get(paper.student, ""), times.chinese(paper.moment, room.timezone), "；".join(remarks)
            )
        console.print(table)
        came = {paper.student for paper in papers}
        missing = [person(student, name) for student, name in people.items() if student not in came]
        say(f"共收到 {len(papers)} 份，本次新收 {sum(p.new for p in papers)} 份。")
        if missing:
            say(f"未交 {len(missing)} 人：{'、'.join(missing)}。")
        if papers:
            say(f"下一步：“xuncha class grade {quiz}”。")
